import { nobody, type Row } from './table-row.ts';

/** Whoever is signed in puts launches away that aren't open; the one that is open is told apart from not being allowed. */
export const rowsOfLaunches: readonly Row[] = [
  {
    what: 'put the open launch away',
    of: ['launches'],
    send: ({ state }) => ({
      call: 'launch.archive',
      input: { launch: state.launch?.id ?? ('none' as never), isArchived: true },
    }),
    event: 'none',
    cells: { else: nobody('launch-open') },
  },
];
