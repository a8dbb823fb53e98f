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
        draft.Releases.Add(new DeliveryRelease(message, _ports.Shards));
    }

    /// <summary>Answers a letter that has changed no execution.</summary>
    private void Answer(Message.Delivery delivery, int shard, Letter letter)
    {
        var message = Seal(shard, letter);
        _drafts.Receive(delivery.Content.Id);
        _drafts.Send(message, new DeliveryRelease(message, _ports.Shards));
    }

    private OutboxMessage Seal(int shard, Letter letter) =>
        new(_ids.Next(_ports.Clock.Now).Value, shard, LetterCodec.Encode(letter));

    private void SendEnd(Draft draft, Effect.ReportEnd end)
    {
        if (_ports.Tokens.TryRead(end.TaskToken, out var attempt))
        {
            Send(draft, attempt.Execution.Shard, new Letter.Ended(end.TaskToken, end.End));
        }
    }

    private ValueTask DeliverAsync(Message.Delivery delivery)
    {
        try
        {
            return DeliverAsync(delivery, LetterCodec.Decode(delivery.Content.Body));
        }
        catch (InvalidDataException e)
        {
            // It stays in the outbox, for a release that can read it.
            LogCannotReadLetter(e, delivery.Content.Id);
            return ValueTask.CompletedTask;
        }
    }

    private ValueTask DeliverAsync(Message.Delivery delivery, Letter letter) => letter switch
    {
        Letter.Ended ended => TakeEndAsync(delivery, ended),
        Letter.StartChild start => StartChildAsync(delivery, start),
        Letter.ChildStarted started => TakeStartAsync(delivery, started),
        Letter.StopChild stop => StopChildAsync(delivery, stop),
        Letter.StartScheduled start => StartScheduledAsync(delivery, start),
        _ => throw new System.Diagnostics.UnreachableException($"A letter of kind {letter.GetType().Name}."),
    };

    private async ValueTask TakeEndAsync(Message.Delivery delivery, Letter.Ended ended)
    {
        var resident = _ports.Tokens.TryRead(ended.TaskToken, out var attempt)
            ? await FindAsync(attempt.Execution)
            : null;
        Take(delivery, resident, new Input.ChildEnded(attempt.Frame, attempt.Attempt, attempt.Nonce, ended.End));
    }

    /// <summary>Gives an execution what a letter says; the letter is taken off with what comes of it.</summary>
    /// <param name="resident">Null when it has ended, or never was.</param>
    private void Take(Message.Delivery delivery, Resident? resident, Input input)
    {
        if (resident is not null && Advance(resident, input) is { Accepted: true })
        {
            _drafts.For(resident).Received.Add(delivery.Content.Id);
            return;
        }

        // Nobody waits for it any more, or it came twice.
        _drafts.Receive(delivery.Content.Id);
    }
}
