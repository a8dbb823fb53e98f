using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Functions.Hosts;

/// <summary>What stands for functions, ready to be called. Callers on any thread.</summary>
internal interface IFunctionHost
{
    /// <summary>What hangs or is slow as one, and how many calls it takes at once.</summary>
    CallPlace Place { get; }

    /// <summary>Where it is, for whoever runs the server; nothing secret. Null for what is nowhere.</summary>
    string? Address => null;

    /// <inheritdoc cref="TargetEntry.Probe"/>
    Func<CancellationToken, Task<TargetProbe>>? Probe => null;

    /// <summary>It accepts asynchronous calls and makes them itself, so that nobody here has to.</summary>
    bool KeepsAsyncCalls => false;

    /// <summary>Makes the call and waits for its answer.</summary>
    /// <param name="isHandedOver">The host is to accept the call and make it by itself; only where it keeps such calls.</param>
    /// <inheritdoc cref="ITaskTarget.InvokeAsync"/>
    Task<Outcome<JsonPayload>> InvokeAsync(
        FunctionCall function, TaskCall call, bool isHandedOver, CancellationToken cancellationToken);
}
