using System.Text.Json;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>Carries out one call.</summary>
/// <param name="account">Whose flows and executions it is about.</param>
/// <param name="answer">Inside the answer's object; the operation adds its members behind RequestId.</param>
/// <param name="cancellationToken">The caller has gone.</param>
internal delegate Task OperationHandler(
    Parameters parameters, AccountId account, Utf8JsonWriter answer, CancellationToken cancellationToken);

/// <summary>An operation of the API.</summary>
/// <param name="Mutates">
/// Whether it changes anything; the published access levels do not say so reliably. Source: protocol, section
/// 12.4.
/// </param>
internal sealed record Operation(string Name, bool Mutates, OperationHandler Handler);
