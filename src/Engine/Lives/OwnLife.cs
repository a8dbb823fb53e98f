using System.Reflection;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Scheduling;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Lives;

/// <summary>Tells the store when this engine works, and under which limits, so that what it did can be understood later.</summary>
/// <remarks>Nothing depends on it: an engine whose store does not take it works all the same.</remarks>
internal sealed partial class OwnLife(ILifeStore store, Clock clock, Limits limits, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private long? _number;

    private static string Release { get; } =
        typeof(OwnLife).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <param name="isAlone">No other engine works on the store: lives that are open were cut short.</param>
    public async Task BeginAsync(bool isAlone, CancellationToken cancellationToken)
    {
        var terms = new ServerTerms(
            Release,
            ExecutionState.Create().Level,
            StoredLimits.Write(limits));
        await TryAsync(async () => _number = await store.BeginLifeAsync(
            terms, clock.Now.ToUnixTimeMilliseconds(), isAlone, cancellationToken));
    }

    /// <summary>All that this engine had to write is written.</summary>
    public async Task EndAsync()
    {
        if (_number is { } number)
        {
            _number = null;
            await TryAsync(async () => await store.EndLifeAsync(
                number, clock.Now.ToUnixTimeMilliseconds(), CancellationToken.None));
        }
    }

    private async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is StoreRefusedException or StoreDamagedException or StoreFailedException)
        {
            LogNotWritten(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The store does not know when this server started or stopped; what runs is not touched by that. {Reason}")]
    private partial void LogNotWritten(string reason);
}
