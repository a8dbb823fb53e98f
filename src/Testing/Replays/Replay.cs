using Sluice.Interpreter;
using Sluice.Model;
using Sluice.Testing.Recordings;
using Sluice.Testing.Runs;

namespace Sluice.Testing.Replays;

/// <summary>One recorded execution on another definition: led along its record, and held against it.</summary>
public static class Replay
{
    /// <exception cref="RefusedDefinitionException">The new definition is not accepted.</exception>
    public static ReplayedExecution Of(StreamedRecording streamed, ReplayTarget target, ReplayOptions options)
    {
        try
        {
            return Of(streamed.Read(), target, options);
        }
        catch (InvalidDataException e)
        {
            return Unled(streamed, ReplayVerdict.NotComparable, e.Message.TrimEnd('.'));
        }
        catch (TooMuchWorkException)
        {
            return Unled(streamed, ReplayVerdict.Unknown, "it computes more than is done for one execution here; 'sluice replay' has no such bound");
        }
    }

    private static ReplayedExecution Unled(StreamedRecording streamed, ReplayVerdict verdict, string reason) =>
        new(streamed.Flow, streamed.Name, verdict, streamed.Status.ToString(), "", reason, null)
        {
            HadSucceeded = streamed.Status == ExecutionStatus.Succeeded,
            Started = streamed.Started,
            Revision = streamed.Revision,
        };

    /// <exception cref="RefusedDefinitionException">The new definition is not accepted.</exception>
    /// <exception cref="InvalidDataException">A stored value cannot be read.</exception>
    /// <exception cref="TooMuchWorkException">It takes more than <see cref="ReplayOptions.WorkAtMost"/>.</exception>
    public static ReplayedExecution Of(Recording recording, ReplayTarget target, ReplayOptions options)
    {
        var baseline = Baseline.Of(recording, options.WorkAtMost);
        if (baseline.Divergence is not null || baseline.Course.End is not { } end)
        {
            var at = recording.Events[Math.Min(baseline.Same, recording.Events.Count - 1)].Id;
            return NotComparable(
                recording, "", baseline.Divergence is null ? "its end is not recorded" : $"event {at} differs under its own definition");
        }

        if (target.FlowFor(recording) is not { } flows)
        {
            return NotComparable(recording, EndText(end), "the new definition is of the other language, whose answers have another form");
        }

        var candidate = Candidate.Of(baseline.Course, recording, flows, options);
        return new Comparison(recording, baseline.Course, flows, options).Judge(candidate);
    }

    internal static string EndText(ExecutionEnd end) => ReplayedExecution.EndText(end.Status, end.Error);

    private static ReplayedExecution NotComparable(Recording recording, string before, string reason) =>
        new(recording.Execution.FlowName, recording.Execution.Name, ReplayVerdict.NotComparable, before, "", reason, null)
        {
            Started = recording.Execution.StartedTime,
            Revision = recording.Revision,
        };
}
