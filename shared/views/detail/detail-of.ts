import type { DetailFacts, TileRef } from '#shared/contract/observed/detail.ts';
import { linksOf } from './links.ts';
import type { Looked, Told } from './looked.ts';
import { ofLogKind } from './of-log-kind.ts';
import { ofDependency, ofMeasure } from './of-measure.ts';
import { ofMessage } from './of-message.ts';
import { ofAlert, ofMonitor, ofPublicPage, ofVendor } from './of-outside.ts';
import { ofPod, ofService } from './of-service.ts';
import { ofSignal, ofWeights } from './of-signal.ts';
import { ofSilence } from './of-silence.ts';
import { ofNamespace, ofSource } from './of-source.ts';

function told(tile: TileRef, looked: Looked): Told {
  switch (tile.kind) {
    case 'service':
      return ofService(looked, tile);
    case 'pod':
      return ofPod(looked, tile);
    case 'signal':
      return ofSignal(looked, tile);
    case 'weights':
      return ofWeights(looked);
    case 'measure':
      return ofMeasure(looked, tile);
    case 'dependency':
      return ofDependency(looked, tile);
    case 'monitor':
      return ofMonitor(looked, tile);
    case 'vendor':
      return ofVendor(looked, tile);
    case 'public-page':
      return ofPublicPage(looked);
    case 'alert':
      return ofAlert(looked, tile);
    case 'log-kind':
      return ofLogKind(looked, tile);
    case 'message':
      return ofMessage(looked, tile);
    case 'silence':
      return ofSilence(looked, tile);
    case 'source':
      return ofSource(looked, tile);
    case 'namespace':
      return ofNamespace(looked, tile);
  }
}

/** Everything known of one tile: what it is, how it was, what it rests on, what it means, where to look further. */
export const detailOf = (tile: TileRef, looked: Looked): DetailFacts => ({
  ...{ tile, at: looked.now, from: looked.from },
  ...{ charts: [], queries: [], sources: [], means: [], rows: [], missing: null },
  ...told(tile, looked),
  links: linksOf(looked.plan, tile, { from: looked.from, to: looked.now }),
});
