import { z } from 'zod';

/** Ids are branded strings: one can't be passed for another. */
const id = <Name extends string>(name: Name) => z.string().min(1).max(120).brand(name);

export const LaunchId = id('LaunchId');
export type LaunchId = z.infer<typeof LaunchId>;
export const PersonId = id('PersonId');
export type PersonId = z.infer<typeof PersonId>;
export const RoleId = id('RoleId');
export type RoleId = z.infer<typeof RoleId>;
export const ServiceId = id('ServiceId');
export type ServiceId = z.infer<typeof ServiceId>;
export const StepId = id('StepId');
export type StepId = z.infer<typeof StepId>;
export const ActionId = id('ActionId');
export type ActionId = z.infer<typeof ActionId>;
export const OperationId = id('OperationId');
export type OperationId = z.infer<typeof OperationId>;
export const GateId = id('GateId');
export type GateId = z.infer<typeof GateId>;
export const ChecklistId = id('ChecklistId');
export type ChecklistId = z.infer<typeof ChecklistId>;
export const ItemId = id('ItemId');
export type ItemId = z.infer<typeof ItemId>;
export const CriterionId = id('CriterionId');
export type CriterionId = z.infer<typeof CriterionId>;
export const DecisionId = id('DecisionId');
export type DecisionId = z.infer<typeof DecisionId>;
export const MessageId = id('MessageId');
export type MessageId = z.infer<typeof MessageId>;
export const AuthorityId = id('AuthorityId');
export type AuthorityId = z.infer<typeof AuthorityId>;
export const ConsoleId = id('ConsoleId');
export type ConsoleId = z.infer<typeof ConsoleId>;
export const IncidentId = id('IncidentId');
export type IncidentId = z.infer<typeof IncidentId>;
export const ActionItemId = id('ActionItemId');
export type ActionItemId = z.infer<typeof ActionItemId>;
