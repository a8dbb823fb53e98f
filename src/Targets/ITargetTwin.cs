using Sluice.Model;

namespace Sluice.Targets;

/// <summary>What a target would say of a call before it makes it: for flows that are tried out without any call.</summary>
public interface ITargetTwin
{
    /// <summary>The actions it speaks of; compared ordinally.</summary>
    IReadOnlyCollection<string> Actions { get; }

    /// <inheritdoc cref="ITaskTarget.Serves"/>
    bool Serves(string action) => Actions.Contains(action);

    /// <summary>The failure that the real target would end the task with on these parameters; null when it would call.</summary>
    StepFailure? Check(TaskCall call);
}
