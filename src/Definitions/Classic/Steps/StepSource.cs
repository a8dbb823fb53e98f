using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>A step that has a name and an id, and is yet to be read.</summary>
/// <param name="Series">Where it stands, and what its gotos may name.</param>
/// <param name="Following">Id of the step that comes after it; null for the last, and for one that ends its series.</param>
internal sealed record StepSource(int Id, string Name, SeriesNames Series, Fields Fields, int? Following);
