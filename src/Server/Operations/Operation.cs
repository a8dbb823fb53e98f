using System.Text.Json;
using Sluice.Model.Names;
using Sluice.Server.Accounts;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>Carries out one call.</summary>
/// <param name="account">Whose flows and executions it is about.</param>
/// <param name="answer">Inside the answer's object; the operation adds its members behind RequestId.</param>
/// <param name="cancellationToken">The caller has gone.</param>
internal delegate Task OperationHandler(
    Parameters parameters, AccountId account, Utf8JsonWriter answer, CancellationToken cancellationToken);

/// <summary>Carries out a call to which it matters who calls, beyond the account.</summary>
internal delegate Task CallerHandler(
    Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken);

/// <summary>An operation of an API.</summary>
/// <param name="Mutates">
/// Whether it changes anything; the published access levels do not say so reliably. Source: protocol, section
/// 12.4.
/// </param>
internal sealed record Operation(string Name, bool Mutates, OperationHandler Handler)
{
    /// <summary>Who may call it is decided inside, and not by the caller's policies alone.</summary>
    public bool DecidesItself { get; init; }

    private CallerHandler? OfCaller { get; init; }

    public static Operation For(string name, bool mutates, CallerHandler handler) =>
        new(name, mutates, (_, _, _, _) => Task.CompletedTask) { OfCaller = handler };

    public Task RunAsync(
        Parameters parameters, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken) =>
        OfCaller is { } handler
            ? handler(parameters, caller, answer, cancellationToken)
            : Handler(parameters, caller.Account, answer, cancellationToken);
}
