using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sluice.Engine.Letters;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Letters between shards: written with the commit that sends them, taken off by the one that deals with them.</summary>
/// <remarks>
/// A letter that its receiver had in hand when a commit was lost comes a second time, so each of them is harmless when
/// it comes twice. Among several engines nobody hands a letter over to a shard of another one: its owner collects it.
/// </remarks>
internal sealed partial class IncomingLetters(Tenants tenants, ILogger logger)
{
    private readonly ILogger _logger = logger;

    public ValueTask OnLetterAsync(LetterRow letter)
    {
        try
        {
            return OnLetterAsync(letter.Id, LetterCodec.Decode(letter.Body));
        }
        catch (InvalidDataException e)
        {
            // It stays in the store, for a release that can read it.
            LogCannotRead(e, letter.Id);
            return ValueTask.CompletedTask;
        }
    }

    private ValueTask OnLetterAsync(long id, Letter letter) => letter switch
    {
        Letter.Ended ended => tenants.SubFlows.Calls.OnChildEndedAsync(id, ended),
        Letter.StartChild start => tenants.SubFlows.Starts.OnStartAsync(id, start),
        Letter.RedriveChild redrive => tenants.SubFlows.GoingOn.OnRedriveAsync(id, redrive),
        Letter.ChildStarted started => tenants.SubFlows.Calls.OnChildStartedAsync(id, started),
        Letter.StopChild stop => tenants.SubFlows.Starts.OnStopAsync(id, stop),
        Letter.StartScheduled start => tenants.Schedules.Starts.OnStartAsync(id, start),
        _ => throw new UnreachableException($"A letter of kind {letter.GetType().Name}."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Letter {Id} between shards cannot be read; it is left in the store.")]
    private partial void LogCannotRead(Exception exception, long id);
}
