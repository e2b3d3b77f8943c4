import React from 'react';
import { AccessibleTable, TableColumn } from './accessible-table';
import { Sentence } from './sentence';
import type { NoView } from './use-view';

/** The table behind a picture. */
export interface PictureTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: ReadonlyArray<readonly string[]>;
  /** Leading cells of a row that name it. */
  readonly headers: number;
}

export interface PictureAndTableProps {
  readonly width: number;
  readonly height: number;
  readonly table: PictureTable;
  /** What describes the picture to a screen reader. */
  readonly tableId: string;
  /** On: the table is on the screen too, under the picture. */
  readonly visible: boolean;
  /** Draws the picture in the height that the table leaves. */
  readonly children: (height: number) => React.ReactNode;
}

/** A picture and the table behind it. */
export function PictureAndTable({ width, height, table, tableId, visible, children }: PictureAndTableProps) {
  const split = visible ? splitHeight(height, table.rows.length) : { picture: height, table: 0 };
  return (
    <div style={{ width, height, position: 'relative', overflow: 'hidden' }}>
      {split.picture > 0 && children(split.picture)}
      <AccessibleTable id={tableId} {...table} visible={visible} height={split.table} />
    </div>
  );
}

/** The table gets what it needs up to half; too low for both, it gets all. */
export function splitHeight(height: number, rows: number): { picture: number; table: number } {
  if (height < 160) {
    return { picture: 0, table: height };
  }
  const table = Math.min(height / 2, rows * 27 + 60);
  return { picture: height - table, table };
}

/** One sentence instead of a picture, with the first notice as what to know about it. */
export function NoPicture({ view, width, height }: { view: NoView; width: number; height: number }) {
  const { kind, text, hint, notices } = view;
  return <Sentence kind={kind} text={text} hint={notices[0]?.text ?? hint} width={width} height={height} />;
}
