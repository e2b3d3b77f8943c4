export { toHtml } from './html';
export { incidentFrom, incidentIn, incidentsIn } from './incident';
export { picturesOf, toMarkdown, type Picture } from './markdown';
export { QUESTIONS, reportQuestions, shownRange, type Question, type ReportOrder } from './questions';
export { reportOf, type Answered } from './report';
export { firedOf } from './read';
export type { ReportTheme } from './style';
export * from './types';
