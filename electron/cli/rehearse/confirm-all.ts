import type { Action } from '#shared/domain/action/state.ts';
import { outstanding } from '#shared/domain/confirmation/outstanding.ts';
import { typedNameOf } from '#shared/domain/confirmation/typed-name.ts';
import type { Drive } from './drive.ts';

/** Everyone who has to confirms, each a different person, none of them who asked. */
export async function confirmAll({ engine, crew }: Drive, action: Action): Promise<void> {
  const used = action.askedBy === null ? [] : [action.askedBy as string];
  for (const confirmation of action.confirmations) used.push(confirmation.person);
  const typedName = typedNameOf(engine.state, action);
  for (const role of outstanding(engine.state, action)) {
    const person = crew.who(role, used);
    used.push(person.id);
    const current = engine.state.actions.byId[action.id];
    if (current?.state !== 'waiting' || current.shown === null) return;
    await crew.dispatch(person.id, {
      ...{ type: 'action.confirm', action: action.id, role, shown: current.shown },
      ...(typedName === null ? {} : { typedName }),
    });
  }
}
