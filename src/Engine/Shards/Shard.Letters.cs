using Sluice.Engine.Edge;
using Sluice.Engine.Letters;
using Sluice.Interpreter;
using Sluice.Storage;

namespace Sluice.Engine.Shards;

/// <summary>Letters between shards: written with the commit that sends them, taken off by the one that deals with them.</summary>
/// <remarks>
/// A letter that its receiver had in hand when a commit was lost comes a second time, so each of them is harmless when
/// it comes twice.
/// </remarks>
internal sealed partial class Shard
{
    /// <summary>Sends a letter with what an execution appends.</summary>
    private void Send(Draft draft, int shard, Letter letter)
    {
        var message = Seal(shard, letter);
        draft.Sent.Add(message);
        draft.AfterCommit.Add(new PassLetter(message, _ports.Edges));
    }

    /// <summary>Answers a letter that has changed no execution.</summary>
    private void Answer(Message.Incoming incoming, int shard, Letter letter)
    {
        var message = Seal(shard, letter);
        _drafts.Receive(incoming.Letter.Id);
        _drafts.Send(message, new PassLetter(message, _ports.Edges));
    }

    private LetterRow Seal(int shard, Letter letter) =>
        new(_ids.Next(_ports.Clock.Now).Value, shard, LetterCodec.Encode(letter));

    private void SendEnd(Draft draft, Effect.ReportEnd end)
    {
        if (_ports.Tokens.TryRead(end.TaskToken, out var attempt, out _))
        {
            Send(draft, attempt.Execution.Shard, new Letter.Ended(end.TaskToken, end.End));
        }
    }

    private ValueTask OnLetterAsync(Message.Incoming incoming)
    {
        try
        {
            return OnLetterAsync(incoming, LetterCodec.Decode(incoming.Letter.Body));
        }
        catch (InvalidDataException e)
        {
            // It stays in the store, for a release that can read it.
            LogCannotReadLetter(e, incoming.Letter.Id);
            return ValueTask.CompletedTask;
        }
    }

    private ValueTask OnLetterAsync(Message.Incoming incoming, Letter letter) => letter switch
    {
        Letter.Ended ended => TakeEndAsync(incoming, ended),
        Letter.StartChild start => StartChildAsync(incoming, start),
        Letter.ChildStarted started => TakeStartAsync(incoming, started),
        Letter.StopChild stop => StopChildAsync(incoming, stop),
        Letter.StartScheduled start => StartScheduledAsync(incoming, start),
        _ => throw new System.Diagnostics.UnreachableException($"A letter of kind {letter.GetType().Name}."),
    };

    private async ValueTask TakeEndAsync(Message.Incoming incoming, Letter.Ended ended)
    {
        var resident = _ports.Tokens.TryRead(ended.TaskToken, out var attempt, out var nonce)
            ? await FindAsync(attempt.Execution)
            : null;
        Take(incoming, resident, new Stimulus.ChildEnded(attempt.Frame, attempt.Attempt, nonce, ended.End));
    }

    /// <summary>Gives an execution what a letter says; the letter is taken off with what comes of it.</summary>
    /// <param name="resident">Null when it has ended, or never was.</param>
    private void Take(Message.Incoming incoming, Resident? resident, Stimulus stimulus)
    {
        if (resident is not null && Advance(resident, stimulus) is { Accepted: true })
        {
            _drafts.For(resident).Received.Add(incoming.Letter.Id);
            return;
        }

        // Nobody waits for it any more, or it came twice.
        _drafts.Receive(incoming.Letter.Id);
    }
}
