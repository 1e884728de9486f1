/**
 * 256 short English words, one for each value of a byte, sorted. Chosen to be easy to say and hear apart over a bad line.
 * The order is part of what people compare: it never changes.
 */
export const fingerprintWords: readonly string[] = [
  'acorn anchor apple apron arrow aspen atlas bacon badge baker bamboo banjo',
  'barn basil basket beach beacon beaver bench berry birch bishop bison blanket',
  'blossom bonnet border bottle branch bread breeze brick bridge bronze brook brush',
  'bucket buffalo button cabin cactus camel camera candle canoe canyon carbon cargo',
  'carpet carrot castle cedar cello cherry chimney cider circus clover cobalt coffee',
  'comet copper coral cotton cougar cradle crater cricket crown crystal curtain dagger',
  'daisy dancer desert diamond dolphin domino donkey dragon drum eagle easel echo',
  'elbow ember emerald engine falcon farmer feather fennel ferry fiddle finger flame',
  'flint flute forest fossil fountain fox galaxy garden garlic gecko ginger glacier',
  'globe goblet granite grape gravel guitar hammer harbor harvest hazel helmet heron',
  'hickory hollow honey horizon hornet island ivory jacket jaguar jasmine jelly jersey',
  'jigsaw jungle juniper kettle kitchen kiwi ladder lagoon lantern laurel lava lemon',
  'lentil lily lion lizard lobster locket lotus lumber magnet maple marble market',
  'meadow melon meteor mirror monkey morning mosaic mountain muffin napkin nectar needle',
  'nickel nutmeg oasis ocean olive onion opal orchard otter oyster paddle palace',
  'panther parrot pebble pelican pencil pepper piano pickle pigeon pillow pilot planet',
  'plum pocket pollen pony poplar pumpkin puzzle quarry quartz quilt rabbit radish',
  'raven ribbon river robin rocket rooster rope ruby saddle saffron salmon sandal',
  'satin saturn scarf shadow shovel silver sparrow spider spruce squirrel statue summer',
  'sunset tablet teapot temple thistle thunder tiger timber tomato tractor trumpet tulip',
  'tunnel turtle valley velvet violin wagon walnut walrus whistle willow window winter',
  'wizard yogurt zebra zipper',
].flatMap((line) => line.split(' '));
