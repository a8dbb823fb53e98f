using Sluice.Engine;
using Sluice.Model;
using Sluice.Storage;
using Sluice.Targets;
using Sluice.Testing.Time;
using Sluice.Testing.Worlds;

namespace Sluice.Simulation;

/// <summary>What those outside see of a world, whether one engine works in it or several.</summary>
public interface IWorld
{
    VirtualTime Time { get; }

    ScriptedTarget Target { get; }

    /// <summary>What the service is broken by, asked for each call: a code; null while it works.</summary>
    Func<TaskCall, string?> Fault { get; set; }

    /// <summary>What is stored.</summary>
    IStore Store { get; }

    /// <summary>When somebody outside does something next by the clock, later than now; null for never.</summary>
    Func<DateTimeOffset?>? NextOutside { get; set; }

    /// <summary>Starts a call and runs the world until it has answered.</summary>
    /// <exception cref="PowerFailedException">No answer came; the caller does not know what happened.</exception>
    T Await<T>(Func<SluiceEngine, Task<T>> call);

    /// <summary>Runs for a time that passes also when nothing happens but by the clock.</summary>
    void RunFor(TimeSpan time);

    /// <summary>The execution that a task token speaks of.</summary>
    ExecutionId ExecutionOf(string taskToken);
}
