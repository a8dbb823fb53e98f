using Sluice.Storage;

namespace Sluice.Engine.Nodes;

/// <summary>What an engine among several has of the others.</summary>
/// <param name="Store">The part of its own store by which they tell each other what has changed.</param>
/// <param name="AccountsChanged">Users, roles or keys have been changed, perhaps by another node.</param>
public sealed record SharedStore(ISharedStore Store, INodes Nodes, Func<CancellationToken, Task> AccountsChanged);
