import type { ConfigurationOptions, RequestContext, ResponseContext } from '@kubernetes/client-node';

/** Nothing else is accepted: a server that can't leave the values of a Secret out has to refuse. */
export const METADATA_ONLY = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
export const APPLY = 'application/apply-patch+yaml';

export type RequestShape = { readonly accept?: string; readonly contentType?: string };

/**
 * Sets in what every call passes through already (its time limit) what the generated calls have no parameter for. The client's
 * calls for any object know only `/apis/GROUP/`; the core group's objects lie under `/api/`.
 */
export function shaped(options: ConfigurationOptions, shape: RequestShape): ConfigurationOptions {
  const middleware = (options.middleware ?? []).map((one) => ({
    pre: (context: RequestContext) => {
      if (shape.accept !== undefined) context.setHeaderParam('Accept', shape.accept);
      if (shape.contentType !== undefined) context.setHeaderParam('Content-Type', shape.contentType);
      const url = context.getUrl();
      if (url.includes('/apis//')) context.setUrl(url.replace('/apis//', '/api/'));
      return one.pre(context);
    },
    post: (context: ResponseContext) => one.post(context),
  }));
  return { ...options, middleware };
}
