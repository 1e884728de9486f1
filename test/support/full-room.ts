import { cast, type Made } from './launch-story.ts';

export const scribe = 'c-moreau';
export const onCall = 'd-silva';
export const communications = 'l-berg';
export const quality = 'k-novak';
export const security = 't-mensah';

const deputies: Readonly<Record<string, string>> = {
  'j-ito': onCall,
  's-haddad': communications,
  'k-novak': security,
  'a-lindqvist': 'r-diaz',
};

/** The rehearsal cast with deputies, and a roster keeper who isn't the commander. */
export const fullRoom = {
  keeper: scribe,
  people: cast.map((person) => {
    const deputy = deputies[person.id];
    return deputy === undefined ? person : { ...person, deputy: deputy as never };
  }),
} satisfies Made;
