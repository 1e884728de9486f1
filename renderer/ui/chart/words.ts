import { ratio } from './ink.ts';

/** A text as it stands in a chart; sizes in canvas pixels. */
export type Word = {
  readonly image: ImageBitmap;
  readonly width: number;
  /** From the head of its letters to their foot. */
  readonly height: number;
};
type Look = {
  readonly px: number;
  readonly weight: number;
  readonly color: string;
  /** What lies around the letters of a word that stands over lines, so that none strikes it through. */
  readonly halo?: string;
};

/** More than the charts of a window have; what is over it is of values that have gone. */
const KEPT = 500;
const words = new Map<string, Word>();

/** Room around the letters for what reaches over their box, and how far a halo reaches, in heights. */
const MARGIN = 0.25;
const HALO = 0.2;

/**
 * A text as a picture, written once for each look (`px` in CSS pixels) and drawn as often as its chart moves: writing it anew
 * each time leaves native memory behind that V8 doesn't count, and so lets lie (0039).
 */
export function word(text: string, { px, weight, color, halo }: Look): Word {
  const height = px * ratio();
  const font = `${weight} ${height}px "Inter Variable", sans-serif`;
  const key = `${font}/${color}/${halo}/${text}`;
  const known = words.get(key);
  if (known !== undefined) return known;
  if (words.size >= KEPT) words.clear();
  const canvas = new OffscreenCanvas(1, 1);
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This window has no canvas to write on.');
  ctx.font = font;
  const { width } = ctx.measureText(text);
  const margin = Math.ceil(height * MARGIN);
  canvas.width = Math.ceil(width) + 2 * margin;
  canvas.height = Math.ceil(height) + 2 * margin;
  // A canvas of another size has forgotten its font.
  ctx.font = font;
  ctx.textBaseline = 'top';
  if (halo !== undefined) {
    ctx.strokeStyle = halo;
    ctx.lineWidth = 2 * HALO * height;
    ctx.lineJoin = 'round';
    ctx.strokeText(text, margin, margin);
  }
  ctx.fillStyle = color;
  ctx.fillText(text, margin, margin);
  const made = { image: canvas.transferToImageBitmap(), width, height };
  words.set(key, made);
  return made;
}

/** Draws a word with its left end and the head of its letters there, in whole pixels: between them it would be blurred. */
export function drawWord(ctx: CanvasRenderingContext2D, { image, height }: Word, left: number, top: number): void {
  const margin = Math.ceil(height * MARGIN);
  ctx.drawImage(image, Math.round(left) - margin, Math.round(top) - margin);
}

/** Another font has come: what was written with the one that stood in for it is written again. */
export const forgetWords = (): void => words.clear();
