import { z } from 'zod';

/** Name of a secret: the place in the settings that it belongs to, e.g. `prometheus.token`, `webhooks.urls.war-room`. */
export const SecretName = z
  .string()
  .max(120)
  .regex(
    /^(?:(?:prometheus|alertmanager|loki|flags|slack)\.token|webhooks\.defaultUrl|webhooks\.urls\.[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?)$/u,
    'no secret has that name',
  );

/** Whether a secret belongs to a source: its name begins with it. */
export const isSecretOf = (source: string, name: string): boolean => name.startsWith(`${source}.`);

/** Stands where a secret would: the value lies in this machine's keychain under that name. */
export const SecretReference = z.strictObject({ secret: SecretName });
export type SecretReference = z.infer<typeof SecretReference>;
