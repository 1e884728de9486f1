import type { Alone, Density, ScreenNumber, Sharing } from './window-calls.ts';

/** A monitor as the settings show it. */
export type MonitorFacts = {
  /** Stable while Tminus runs and over restarts. */
  readonly key: string;
  /** Left to right, then top to bottom, from 1; what "identify" shows. */
  readonly number: number;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** In the desktop's own units. */
  readonly width: number;
  readonly height: number;
  readonly isPrimary: boolean;
  readonly density: Density;
  /** Null: by its size. */
  readonly chosenDensity: Density | null;
  /** Screens of the wall that are on it, or would be if the wall were open. */
  readonly screens: readonly ScreenNumber[];
};

export type WallPlaceFacts = {
  readonly screen: ScreenNumber;
  readonly isOpen: boolean;
  /** The monitor a person put it on; null: where it goes by itself. */
  readonly chosen: string | null;
  /** The monitor it belongs on is not plugged in; its label. */
  readonly away: string | null;
};

/** The wall as a whole: what belongs where on this machine. */
export type WallFacts = {
  readonly isPresenter: boolean;
  readonly sharing: Sharing;
  readonly rotationSeconds: number;
  readonly alone: Alone;
  /** By number. */
  readonly monitors: readonly MonitorFacts[];
  readonly places: readonly WallPlaceFacts[];
};
