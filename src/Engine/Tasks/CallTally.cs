using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Targets;

namespace Sluice.Engine.Tasks;

/// <summary>Calls of the last hour, counted in pieces of ten minutes, and the last failure.</summary>
/// <remarks>Of a failure its code is kept and where it happened; what it says is in the history of that execution.</remarks>
internal sealed class CallTally(IReadOnlyCollection<string> noAnswer, TimeProvider time)
{
    /// <summary>For how long calls are counted, to a sixth of it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Codes that are counted by themselves in one piece of the window; further ones are counted together.</summary>
    public const int MostCodes = 16;

    /// <summary>Stands for those.</summary>
    public const string OtherCodes = "others";

    private const int Pieces = 6;

    private readonly Lock _lock = new();
    private readonly Piece[] _pieces = [.. Enumerable.Range(0, Pieces).Select(_ => new Piece())];
    private int _out;
    private long _lastUse;
    private DateTimeOffset? _lastAnswer;
    private DateTimeOffset? _lastSilence;
    private FailedCall? _lastFailure;

    /// <summary>Calls that have not ended.</summary>
    public int Out => Volatile.Read(ref _out);

    /// <summary>When a call last began or ended, in milliseconds since 1970.</summary>
    public long LastUse => Volatile.Read(ref _lastUse);

    public void Began()
    {
        Interlocked.Increment(ref _out);
        Volatile.Write(ref _lastUse, time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <param name="result">Null when the call was called off, which says nothing about the other side.</param>
    public void Ended(TaskContext context, Outcome<JsonPayload>? result)
    {
        var now = time.GetUtcNow();
        Interlocked.Decrement(ref _out);
        Volatile.Write(ref _lastUse, now.ToUnixTimeMilliseconds());
        if (result is not { } outcome)
        {
            return;
        }

        lock (_lock)
        {
            var piece = PieceOf(now);
            piece.Calls++;
            if (outcome.Failure is not { } failure)
            {
                _lastAnswer = now;
                return;
            }

            var code = Excerpt.Of(failure.Code);
            piece.Fail(code);
            _lastFailure = new(code, now, context.Flow, context.Execution, context.State);
            if (noAnswer.Contains(failure.Code))
            {
                _lastSilence = now;
            }
            else
            {
                _lastAnswer = now;
            }
        }
    }

    /// <summary>As it stands now.</summary>
    public CallFigures Look()
    {
        lock (_lock)
        {
            var first = NumberOf(time.GetUtcNow()) - Pieces + 1;
            var recent = _pieces.Where(piece => piece.Number >= first).ToList();
            var errors = recent.SelectMany(piece => piece.Errors)
                .GroupBy(error => error.Key, error => error.Value, StringComparer.Ordinal)
                .Select(same => KeyValuePair.Create(same.Key, same.Sum()))
                .OrderByDescending(error => error.Value)
                .ThenBy(error => error.Key, StringComparer.Ordinal);
            return new(Out, recent.Sum(piece => piece.Calls), [.. errors], _lastFailure, _lastAnswer, _lastSilence);
        }
    }

    private static long NumberOf(DateTimeOffset now) => now.UtcTicks / (Window.Ticks / Pieces);

    private Piece PieceOf(DateTimeOffset now)
    {
        var number = NumberOf(now);
        var piece = _pieces[number % Pieces];
        if (piece.Number != number)
        {
            piece.Begin(number);
        }

        return piece;
    }

    private sealed class Piece
    {
        public long Number { get; private set; } = -1;

        public long Calls { get; set; }

        public Dictionary<string, long> Errors { get; } = new(StringComparer.Ordinal);

        public void Begin(long number)
        {
            (Number, Calls) = (number, 0);
            Errors.Clear();
        }

        public void Fail(string code)
        {
            var counted = Errors.ContainsKey(code) || Errors.Count < MostCodes ? code : OtherCodes;
            Errors[counted] = Errors.GetValueOrDefault(counted) + 1;
        }
    }
}

/// <summary>How calls have gone in the last hour.</summary>
/// <param name="Out">Calls that have not ended.</param>
/// <param name="Calls">Those that have, but for those that were called off.</param>
/// <param name="Errors">How often each code, most first.</param>
/// <param name="LastFailure">However long ago; null for none.</param>
/// <param name="LastAnswer">When somebody last answered, be it with a failure.</param>
/// <param name="LastSilence">When nobody did.</param>
public sealed record CallFigures(
    int Out,
    long Calls,
    IReadOnlyList<KeyValuePair<string, long>> Errors,
    FailedCall? LastFailure,
    DateTimeOffset? LastAnswer,
    DateTimeOffset? LastSilence)
{
    public static CallFigures None { get; } = new(0, 0, [], LastFailure: null, LastAnswer: null, LastSilence: null);

    /// <summary>Those that failed.</summary>
    public long Failed => Errors.Sum(error => error.Value);
}

/// <summary>A call that failed: by which code, when, and in whose history the rest stands.</summary>
public sealed record FailedCall(string Code, DateTimeOffset At, string Flow, string Execution, string State);
