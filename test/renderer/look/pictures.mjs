const wall = [1920, 1080];
export const pictures = [
  ...[1, 2, 3, 4].map((screen) => ({
    name: `wall-${screen}`,
    hash: `#/wall/${screen}`,
    size: wall,
    wanted: { scenario: 'atFiftyPercent' },
  })),
  ...[1, 2, 3, 4].map((screen) => ({
    name: `wall-${screen}-bad`,
    hash: `#/wall/${screen}`,
    size: wall,
    wanted: { scenario: 'urgent' },
  })),
  ...[1, 2, 3, 4].map((screen) => ({
    name: `wall-${screen}-blind`,
    hash: `#/wall/${screen}`,
    size: wall,
    wanted: { scenario: 'afterGo', blind: true },
  })),
  ...[1, 2].map((screen) => ({
    name: `wall-${screen}-720`,
    hash: `#/wall/${screen}`,
    size: [1280, 720],
    wanted: { scenario: 'atFiftyPercent' },
  })),
];
