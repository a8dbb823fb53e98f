using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.StateMachine;

/// <summary>A state that has a name and an id, and is yet to be read.</summary>
/// <param name="Scope">Where it lies, and what it may lead to.</param>
internal sealed record StateSource(int Id, string Name, ScopeNames Scope, Fields Fields);
