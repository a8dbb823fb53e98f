using System.Globalization;
using Sluice.Storage;

namespace Sluice.Simulation.Tests;

/// <summary>What goes wrong in one run of a story: certain things at certain places, or whatever dice say.</summary>
/// <remarks>
/// Written as items with <c>;</c> between them: <c>step 45 CrashLost</c>, <c>commit 3 Refused</c>, <c>read 7 Failed</c>,
/// <c>full 5 8</c> (from the fifth write on, the disk is full for eight), <c>dice 2</c>; nothing at all is empty.
/// </remarks>
internal sealed class Disturbance
{
    /// <summary>More than this, and dice would keep a story from its end.</summary>
    private const int ThrowsAtMost = 12;

    private static readonly CommitFate[] CommitFates =
        [.. Enum.GetValues<CommitFate>().Except([CommitFate.Written, CommitFate.Stalled])];

    private static readonly StepFate[] StepFates = [.. Enum.GetValues<StepFate>().Except([StepFate.Taken])];

    private readonly string _text;
    private readonly Random? _dice;
    private readonly Dictionary<int, StepFate> _steps = [];
    private readonly Dictionary<int, CommitFate> _commits = [];
    private readonly Dictionary<int, StoreFate> _reads = [];
    private (int From, int Writes) _full;
    private int _commit;
    private int _read;
    private int _write;

    private Disturbance(string text, int seed)
    {
        _text = text;
        foreach (var item in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = item.Split(' ');
            var number = int.Parse(words[1], CultureInfo.InvariantCulture);
            switch (words[0])
            {
                case "step":
                    _steps[number] = Enum.Parse<StepFate>(words[2]);
                    break;
                case "commit":
                    _commits[number] = Enum.Parse<CommitFate>(words[2]);
                    break;
                case "read":
                    _reads[number] = Enum.Parse<StoreFate>(words[2]);
                    break;
                case "full":
                    _full = (number, int.Parse(words[2], CultureInfo.InvariantCulture));
                    break;
                case "dice":
                    _dice = new Random(HashCode(seed, number));
                    break;
                default:
                    throw new FormatException($"'{item}' is no disturbance.");
            }
        }
    }

    /// <summary>How often something has gone wrong.</summary>
    public int Count { get; private set; }

    public static IReadOnlyList<CommitFate> OfCommits => CommitFates;

    public static Disturbance Parse(string text, int seed) => new(text, seed);

    public Fates Fates() => new()
    {
        TakesTime = true,
        Step = step => Note(_steps.TryGetValue(step, out var fate) ? fate : Throw(StepFates, 150), StepFate.Taken),
        Commit = NextCommit,
        Read = () => Note(
            _reads.TryGetValue(++_read, out var fate) ? fate : Throw([StoreFate.Refused, StoreFate.Failed], 200),
            StoreFate.Answered),
        Claim = () => Note(IsFull() ? StoreFate.Refused : StoreFate.Answered, StoreFate.Answered),
    };

    public override string ToString() => _text;

    private CommitFate NextCommit(CommitBatch batch)
    {
        _commit++;
        if (IsFull())
        {
            return Note(CommitFate.Refused, CommitFate.Written);
        }

        return Note(
            _commits.TryGetValue(_commit, out var fate) ? fate : Throw(CommitFates, 8),
            CommitFate.Written);
    }

    private bool IsFull()
    {
        if (_dice is not null && _full.Writes == 0 && Count < ThrowsAtMost && _dice.Next(60) == 0)
        {
            _full = (_write + 1, _dice.Next(1, 6));
        }

        _write++;
        return _write >= _full.From && _write < _full.From + _full.Writes;
    }

    /// <summary>Once in so many throws one of these; else the first of all values, which is that all goes well.</summary>
    private T Throw<T>(T[] fates, int once)
        where T : struct =>
        _dice is not null && Count < ThrowsAtMost && _dice.Next(once) == 0 ? fates[_dice.Next(fates.Length)] : default;

    private T Note<T>(T fate, T well)
        where T : struct
    {
        Count += fate.Equals(well) ? 0 : 1;
        return fate;
    }

    private static int HashCode(int seed, int number) => (seed * 7919) + (number * 104_729) + 1;
}
