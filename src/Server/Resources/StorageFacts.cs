using Sluice.Engine.Api;

namespace Sluice.Server.Resources;

/// <summary>What is stored, as far as whoever asks may know.</summary>
/// <param name="OfFlows">Of the caller's account.</param>
/// <param name="OfAccounts">Of all accounts; null for who does not keep them.</param>
internal sealed record StorageFacts(IReadOnlyList<FlowUsage> OfFlows, IReadOnlyList<AccountUsage>? OfAccounts);
