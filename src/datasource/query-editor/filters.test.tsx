// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Filters, type FilterValues } from './filters';

const SEGMENTS = [
  { name: 'country', displayName: 'Country', field: 'country' },
  { name: 'device', field: 'device' },
];

function setUp(initial: FilterValues, loadValues = vi.fn(async () => ['DE', 'FR'] as readonly string[])) {
  const saved = vi.fn();
  function Holder() {
    const [filters, setFilters] = useState(initial);
    return (
      <Filters
        filters={filters}
        segments={SEGMENTS}
        variables={['region']}
        loadValues={loadValues}
        onChange={(next) => {
          saved(next);
          setFilters(next);
        }}
      />
    );
  }
  render(<Holder />);
  return { saved, loadValues, user: userEvent.setup() };
}

describe('filters', () => {
  it('are added, chosen from the values of the store and removed with the keyboard alone', async () => {
    const { saved, loadValues, user } = setUp({});
    await user.tab();
    expect(screen.getByRole('button', { name: 'Add filter' })).toHaveFocus();
    await user.keyboard('{Enter}');
    const values = screen.getByLabelText('Values of country');
    expect(saved).not.toHaveBeenCalled();
    values.focus();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByText('DE')).toBeInTheDocument();
    await user.keyboard('DE{Enter}');
    expect(saved).toHaveBeenLastCalledWith({ country: ['DE'] });
    expect(loadValues).toHaveBeenCalledTimes(1);
    screen.getByRole('button', { name: 'Remove the filter on country' }).focus();
    await user.keyboard('{Enter}');
    expect(saved).toHaveBeenLastCalledWith({});
    expect(screen.queryByLabelText('Values of country')).toBeNull();
  });

  it('offer dashboard variables, and take a value that is not in the store', async () => {
    const { saved, user } = setUp({ country: ['DE'] });
    screen.getByLabelText('Values of country').focus();
    await user.keyboard('{ArrowDown}');
    await user.click(await screen.findByText('$region'));
    expect(saved).toHaveBeenLastCalledWith({ country: ['DE', '$region'] });
    screen.getByLabelText('Values of country').focus();
    await user.keyboard("O'Brien; --{Enter}");
    expect(saved).toHaveBeenLastCalledWith({ country: ['DE', '$region', "O'Brien; --"] });
  });

  it('that lose their last value are not saved as an empty list, but stay on the screen', async () => {
    const { saved, user } = setUp({ country: ['DE'] });
    screen.getByLabelText('Values of country').focus();
    await user.keyboard('{Backspace}');
    expect(saved).toHaveBeenLastCalledWith({});
    expect(screen.getByLabelText('Values of country')).toBeInTheDocument();
  });

  it('say why the values cannot be listed', async () => {
    const { user } = setUp(
      { country: ['DE'] },
      vi.fn(async () => Promise.reject(new Error('shop-db did not answer in 25 s.')))
    );
    screen.getByLabelText('Values of country').focus();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByRole('alert')).toHaveTextContent('shop-db did not answer in 25 s.');
  });
});
