using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Edge;
using Sluice.Interpreter.Frames;
using Sluice.Model;
using Sluice.Storage;
using Sluice.Targets;

namespace Sluice.Simulation;

/// <summary>What fails, what comes twice, and how the engine is opened anew.</summary>
public sealed partial class World
{
    private string? _mistake;
    private bool _isOpening;

    /// <summary>Called after each crash, before the engine is opened anew; what it sees in the store is what is left.</summary>
    public Action? OnCrash { get; set; }

    /// <summary>The power fails now: what is not stored is gone, and the engine is opened anew.</summary>
    public void Crash() => Crash(StepFate.CrashLost);

    /// <summary>A disk that hung goes on.</summary>
    public void ReleaseCommits() => _faulty.Release();

    private bool Meets(StepFate fate)
    {
        switch (fate)
        {
            case StepFate.Taken:
                return false;
            case StepFate.AnswerTwice:
                return RepeatAnswer();
            case StepFate.LetterTwice:
                return RepeatLetter();
            case StepFate.ShardTaken:
                return TakeShard(_random.Next(Store.Identity.ShardCount));
            default:
                Crash(fate);
                return true;
        }
    }

    private void Crash(StepFate fate)
    {
        var underway = Fail(fate);
        Open();
        if (underway is not null && fate == StepFate.CrashLate)
        {
            WriteAsFormerOwner(underway);
        }
    }

    /// <returns>The commit that was under way and is not written; null when there was none.</returns>
    private CommitBatch? Fail(StepFate fate)
    {
        var underway = _faulty.Underway;
        _faulty.CutOff();
        _scheduler.Forget();
        Time.ForgetTimers();
        Target.Forget();
        Crashes++;
        if (fate == StepFate.CrashKept && underway is not null)
        {
            Write(underway);
        }

        OnCrash?.Invoke();
        return underway;
    }

    private CommitResult Write(CommitBatch batch) =>
        Store.CommitAsync(batch, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>A process that was thought dead still had a commit on its way: it must do no harm.</summary>
    private void WriteAsFormerOwner(CommitBatch batch)
    {
        if (Write(batch).Fenced.Count == 0)
        {
            _mistake = "A batch of a former owner was written.";
        }
    }

    /// <summary>Opens an engine; the power may fail meanwhile, and then once more.</summary>
    private void Open()
    {
        _isOpening = true;
        while (!TryOpen())
        {
            Fail(StepFate.CrashLost);
        }

        _isOpening = false;
    }

    private bool TryOpen()
    {
        _faulty = new FaultyStore(Store, _fates, _scheduler);
        var faulty = _faulty;
        var opening = SluiceEngine.OpenAsync(
            _faulty,
            new TargetSet(Target),
            _options,
            _outside with { Memory = new(_budget) },
            onFatal: _ => faulty.Crash(),
            CancellationToken.None);
        while (!_scheduler.IsIdle || !opening.IsCompleted)
        {
            if (_faulty.HasCrashed || IsCrash(_fates.Step(++Steps)))
            {
                return false;
            }

            if (_scheduler.IsIdle)
            {
                // A shard that could not be claimed waits for its next try.
                Time.AdvanceTo(Time.NextDue!.Value);
            }
            else
            {
                _scheduler.RunOne();
            }
        }

        if (opening.Exception?.InnerException is StoreFailedException or StoreRefusedException)
        {
            // A server that cannot open its store ends, and is started again.
            return false;
        }

        Engine = opening.GetAwaiter().GetResult();
        return true;
    }

    private static bool IsCrash(StepFate fate) =>
        fate is StepFate.CrashLost or StepFate.CrashKept or StepFate.CrashLate;

    /// <summary>An answer comes once more, perhaps long after its attempt.</summary>
    private bool RepeatAnswer()
    {
        if (Target.Answered.Count == 0)
        {
            return false;
        }

        var (key, result) = Target.Answered[_random.Next(Target.Answered.Count)];
        var (execution, frame, attempt) = Read(key);
        Engine.Shards[execution.Shard].Post(new Message.CallEnded(execution, frame, attempt, result));
        return true;
    }

    private bool RepeatLetter()
    {
        if (_faulty.Letters.Count == 0)
        {
            return false;
        }

        var letter = _faulty.Letters[_random.Next(_faulty.Letters.Count)];
        Engine.Shards[letter.Shard].Post(new Message.Incoming(letter));
        return true;
    }

    /// <summary>Another owner claims a shard, as one does who believes that this engine is dead.</summary>
    public bool TakeShard(int shard) =>
        Store.ClaimAsync(shard, CancellationToken.None).AsTask().GetAwaiter().GetResult() > 0;

    /// <summary>Nothing leaves before it is stored: a call belongs to an attempt that waits for it in the store.</summary>
    /// <remarks>An Express execution is not stored while it runs; while an engine is opened, nobody can tell which is one.</remarks>
    private void CheckIsOwed(TaskCall call)
    {
        var (execution, frame, attempt) = Read(call.IdempotencyKey);
        if (_isOpening || Engine.Express.IsRunning(execution))
        {
            return;
        }

        var journal = Store.ReadStateAsync(execution, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (journal.Count == 0 || journal[^1].State.Length == 0
            || StateCodec.Decode([.. journal.Select(row => (ReadOnlyMemory<byte>)row.State)]).Find(frame)
                is not { Phase: FramePhase.Calling } owed
            || owed.Attempt != attempt)
        {
            _mistake = $"Call {call.IdempotencyKey} was made, and the store knows of no such attempt.";
        }
    }

    private static (ExecutionId Execution, int Frame, int Attempt) Read(string attemptKey)
    {
        var parts = attemptKey.Split('-');
        return (
            new ExecutionId(long.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
