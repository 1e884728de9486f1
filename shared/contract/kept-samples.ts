/** The most samples the engine and each window keep: an hour at five seconds, and some. */
export const KEPT_SAMPLES = 1200;
