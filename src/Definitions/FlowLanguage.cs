namespace Sluice.Definitions;

/// <summary>Which language a definition is written in.</summary>
public enum FlowLanguage
{
    /// <summary><c>Type: StateMachine</c>.</summary>
    StateMachine,

    /// <summary><c>type: flow</c>.</summary>
    Classic,
}
