import type { Configuration, Severity } from '@polar-tools/policy';
import { isRecord } from './feature.ts';

const SEVERITIES: readonly unknown[] = ['error', 'warning', 'information', 'hint', 'off'];

/**
 * The settings of the editor as a configuration: `polar.dialect` and `polar.checks`. What is not understood is left out: the
 * editor itself shows what is wrong with its settings.
 */
export function settingsOf(settings: unknown): Configuration {
  if (!isRecord(settings)) return {};
  const { dialect, checks } = settings;
  return {
    ...((dialect === 'library' || dialect === 'cloud') && { dialect }),
    ...(isRecord(checks) && {
      checks: Object.fromEntries(
        Object.entries(checks).filter((entry): entry is [string, Severity | 'off'] => SEVERITIES.includes(entry[1])),
      ),
    }),
  };
}

/** Whether the application's sources are read for its classes (`polar.application.readClasses`), as they are unless somebody says no. */
export const readsClasses = (settings: unknown): boolean =>
  !(isRecord(settings) && isRecord(settings.application) && settings.application.readClasses === false);
