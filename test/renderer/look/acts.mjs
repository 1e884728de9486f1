// What a picture does in its window, one step after the other.

/** Two sizes that pictures are also looked at in: the smallest window, and a wall. */
export const small = [1280, 720];
export const wall = [1920, 1080];

export const press = (key) => (page) => page.keyboard.press(key);
export const click = (name) => (page) => page.getByRole('button', { name, exact: true }).first().click();
export const fill = (label, text) => (page) => page.getByLabel(label, { exact: true }).fill(text);
export const inDialog = (name) => (page) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
export const inTurn =
  (...acts) =>
  async (page) => {
    for (const act of acts) {
      await act(page);
      await page.waitForTimeout(250);
    }
  };
/** Fails the picture when a text isn't to be seen. */
export const sees = (text) => async (page) => {
  await page.getByText(text).first().waitFor({ timeout: 2000 });
};
export const times = (count, act) => Array.from({ length: count }, () => act);
