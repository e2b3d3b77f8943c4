/** Whether the keyboard brought the focus to an element; true where the page cannot say (jsdom). */
export function isFocusVisible(element: Element): boolean {
  try {
    return element.matches(':focus-visible');
  } catch {
    return true;
  }
}
