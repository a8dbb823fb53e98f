namespace Sluice.Interpreter;

/// <summary>Who has an execution stopped.</summary>
public enum StoppedBy
{
    /// <summary>Somebody asked for it: StopExecution.</summary>
    Caller,

    /// <summary>The execution whose task had started it and waited for it, and has ended.</summary>
    Parent,

    /// <summary>The map run that it is a child of, which has ended.</summary>
    MapRun,

    /// <summary>Its flow was deleted.</summary>
    DeletedFlow,

    /// <summary>The server that ran it in memory only was stopped.</summary>
    Server,
}
