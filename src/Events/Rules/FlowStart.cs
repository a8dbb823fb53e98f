using Sluice.Model.Names;

namespace Sluice.Events.Rules;

/// <summary>Starts an execution, or finds that it was started already.</summary>
/// <param name="execution">Its name, which the same event and rule always have.</param>
/// <param name="input">A JSON object.</param>
/// <exception cref="Model.ApiException">It cannot be started.</exception>
public delegate Task FlowStart(AccountId account, string flow, string execution, byte[] input, CancellationToken cancellationToken);
