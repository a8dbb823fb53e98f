using Sluice.Model;

namespace Sluice.Definitions;

/// <summary>What the expressions, paths, constructors and mappings of one step may do, all of them together.</summary>
/// <remarks>
/// Counted, never timed: the same flow with the same data costs the same everywhere and each time. A unit is a byte
/// looked at or made, some nanoseconds at the most. Not shared among threads. See docs/decisions/0009-work.md.
/// </remarks>
/// <param name="total">What the work counts for besides the step.</param>
public sealed class StepWork(Limits limits, WorkTotal total)
{
    /// <summary>
    /// A multiple of the largest data that there can be; ordinary steps use a fraction of 1. So no step can hold up what
    /// else waits by repeating data, however many conditions, items or mappings it has.
    /// </summary>
    private const long Factor = 16;

    private long _left = Factor * Math.Max(limits.GlobalBytes, limits.StateDataBytes);

    /// <summary>Units that the step may still spend.</summary>
    public long Left => _left;

    /// <summary>Accounts for something before it is made.</summary>
    /// <returns>False when it must not be made; nothing is left then.</returns>
    public bool TrySpend(long units)
    {
        if (units > _left)
        {
            total.Add(_left);
            _left = 0;
            return false;
        }

        total.Add(units);
        _left -= units;
        return true;
    }
}

/// <summary>A sum of work. Not shared among threads.</summary>
public sealed class WorkTotal
{
    /// <summary>Units so far.</summary>
    public long Units { get; private set; }

    public void Add(long units) => Units += units;
}
