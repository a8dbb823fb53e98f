namespace Sluice.Definitions.Syntax;

/// <summary>Why a text is not YAML, in the words of somebody who looked at it.</summary>
/// <param name="Problem">A clause without a full stop.</param>
/// <param name="Hint">What would be right, as a sentence.</param>
internal sealed record YamlSlip(SourcePosition Position, string Problem, string Hint);
