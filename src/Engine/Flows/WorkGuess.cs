using Sluice.Interpreter;

namespace Sluice.Engine.Flows;

/// <summary>
/// What an execution of a revision does from when something comes until it rests, in units of work, guessed from what the
/// last ones did: whoever is held up by the first slice should not be, when it can be known.
/// </summary>
/// <remarks>Callers on any thread; one that is overtaken guesses a little worse.</remarks>
internal sealed class WorkGuess
{
    private long _units;

    /// <summary>
    /// What an advance may do. Where more than a slice is to be expected it enters no step, and goes on where it holds up
    /// nobody.
    /// </summary>
    /// <param name="slice">What one may do at a time.</param>
    public long MostFor(Stimulus stimulus, long slice) =>
        stimulus is not Stimulus.Continue && Volatile.Read(ref _units) >= slice ? 0 : slice;

    /// <summary>An execution has done so much, and goes on or rests.</summary>
    /// <remarks>Raised at once, since others pay for a guess that is too low; lowered with each that takes less.</remarks>
    public void Note(long units, bool goesOn)
    {
        var guess = Volatile.Read(ref _units);
        if (units > guess)
        {
            Volatile.Write(ref _units, units);
        }
        else if (!goesOn)
        {
            Volatile.Write(ref _units, guess - ((guess - units) / 8));
        }
    }
}
