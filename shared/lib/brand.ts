declare const brand: unique symbol;

/** A string or number that can't be mistaken for another of the same shape, at no cost when it runs. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
