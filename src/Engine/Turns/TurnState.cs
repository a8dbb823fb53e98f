using Sluice.Engine.Letters;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Timers;
using Sluice.Interpreter;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Turns;

/// <summary>The turn that a shard's loop is in: what it has decided so far, and what it decides with.</summary>
/// <param name="pass">Hands a letter that is stored to its shard, without delay.</param>
internal sealed class TurnState(int shard, Clock clock, ExecutionIds ids, ArmedTimers timers, Action<LetterRow, AccountId?> pass)
{
    private const int MostEvents = 2_000;

    /// <summary>Half a millisecond or so: what 1 000 small events take, or half a megabyte of data.</summary>
    private const long MostLightWork = 512 * 1024;

    private int _events;
    private long _mostWork = MostLightWork;

    public int Shard => shard;

    public DateTimeOffset Now => clock.Now;

    public ExecutionIds Ids => ids;

    public ArmedTimers Timers => timers;

    public TurnDrafts Drafts { get; private set; } = new(shard, epoch: 0);

    /// <summary>
    /// So much has been done since somebody has last begun to count that the turn ends: what it has decided is committed,
    /// and does not wait for the rest.
    /// </summary>
    public bool HasHadItsShare => _events >= MostEvents || Work >= _mostWork;

    /// <summary>Done since somebody has last begun to count, in the units of <see cref="Transition.Work"/>.</summary>
    public long Work { get; private set; }

    /// <summary>A turn begins, or begins anew.</summary>
    /// <param name="epoch">The shard's, by which its batch is written.</param>
    public void Begin(long epoch) => Drafts = new TurnDrafts(shard, epoch);

    /// <param name="mostWork">What is its share, in units of work.</param>
    public void CountFromZero(long mostWork = MostLightWork) => (_events, Work, _mostWork) = (0, 0, mostWork);

    /// <param name="work">In the units of <see cref="Transition.Work"/>.</param>
    public void Count(int events, long work) => (_events, Work) = (_events + events, Work + work);

    /// <inheritdoc cref="ITurn.Send(Draft, int, Letter)"/>
    public void Send(Draft draft, int to, Letter letter)
    {
        var message = Seal(to, letter);
        draft.Sent.Add(message);
        draft.AfterCommit.Add(new PassLetter(message, draft.Resident.Revision.Account, pass));
    }

    /// <inheritdoc cref="ITurn.Send(int, Letter)"/>
    public void Send(int to, Letter letter)
    {
        var message = Seal(to, letter);
        Drafts.Send(message, new PassLetter(message, account: null, pass));
    }

    private LetterRow Seal(int to, Letter letter) => new(ids.Next(Now).Value, to, LetterCodec.Encode(letter));
}
