using Sluice.Engine.Letters;
using Sluice.Interpreter;

namespace Sluice.Engine.Turns;

/// <summary>What becomes of a letter that has come: it is taken off by the commit that deals with it.</summary>
internal static class TurnLetters
{
    /// <summary>Answers a letter that has changed no execution.</summary>
    /// <param name="letterId">Of the one that is answered.</param>
    public static void Answer(this ITurn turn, long letterId, int shard, Letter answer)
    {
        turn.Drafts.Receive(letterId);
        turn.Send(shard, answer);
    }

    /// <summary>Gives an execution what a letter says; the letter is taken off with what comes of it.</summary>
    /// <param name="resident">Null when it has ended, or never was.</param>
    public static void Give(this ITurn turn, long letterId, Resident? resident, Stimulus stimulus)
    {
        if (resident is not null && turn.Advance(resident, stimulus) is { Accepted: true })
        {
            turn.Drafts.For(resident).Received.Add(letterId);
            return;
        }

        // Nobody waits for it any more, or it came twice.
        turn.Drafts.Receive(letterId);
    }
}
