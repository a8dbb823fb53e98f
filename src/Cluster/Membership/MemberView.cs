namespace Sluice.Cluster.Membership;

/// <summary>A node of the cluster, as another one sees it.</summary>
/// <param name="Address">Where it listens for the others.</param>
/// <param name="State">In a word: <c>active</c>, <c>leaving</c>, <c>joining</c>, <c>gone</c>.</param>
/// <param name="Shards">How many shards the placement gives it.</param>
/// <param name="IsHere">It is the one that says so.</param>
public sealed record MemberView(string Address, string State, int Shards, bool IsHere);
