/** How a policy is laid out. What is not said here is not a matter of choice. */
export interface Style {
  /** How wide a line may be, in UTF-16 code units. */
  readonly lineWidth: number;
  /** One step of indentation. */
  readonly indentation: string;
  /** How wide that step shows. */
  readonly indentationWidth: number;
}

export const DEFAULT_STYLE: Style = { lineWidth: 100, indentation: '  ', indentationWidth: 2 };
