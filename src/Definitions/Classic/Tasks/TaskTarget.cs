using Sluice.Definitions.States;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>What a task calls: the action behind it, the patterns and the parameters that it takes.</summary>
/// <param name="Title">For messages, such as <c>a function</c>.</param>
/// <param name="Action">The action of the other language; the services know no other.</param>
/// <param name="Fixed">Parameters of the call that the definition does not write.</param>
/// <param name="Params">The service parameters that it takes; null when any are passed on as they are.</param>
/// <remarks>Source: classic language, section 5.</remarks>
internal sealed record TaskTarget(
    string Title,
    string Action,
    IReadOnlyList<CallParameter> Fixed,
    IReadOnlyList<ServiceParam>? Params);

/// <summary>A parameter in <c>serviceParams</c>.</summary>
/// <param name="Name">As the classic language writes it.</param>
/// <param name="CallName">As the service takes it.</param>
internal sealed record ServiceParam(
    string Name, string CallName, ParameterForm Form = ParameterForm.Any, bool IsRequired = false)
{
    /// <summary>For whole numbers: the least and the most.</summary>
    public (int Min, int Max)? Range { get; init; }

    /// <summary>When only these texts are right, and must be written as such.</summary>
    public IReadOnlyList<string>? Choices { get; init; }
}

/// <summary>One parameter of the call that goes out.</summary>
internal sealed record CallParameter(string Name, ParamValue Value, ParameterForm Form = ParameterForm.Any)
{
    /// <summary>Its name in the definition when it must be there; without it the parameter may be absent.</summary>
    public string? RequiredAs { get; init; }
}

/// <summary>How the value of a service parameter becomes a parameter of the call.</summary>
internal enum ParameterForm
{
    /// <summary>As it is.</summary>
    Any,

    /// <summary>A text as it is, anything else as its JSON text.</summary>
    Text,

    /// <summary>A text that holds JSON as the value that it holds, anything else as it is.</summary>
    Json,

    /// <summary>A flow's name as its resource name.</summary>
    FlowArn,
}

/// <summary>The actions that resource names stand for.</summary>
internal static class Actions
{
    public const string InvokeFunction = TaskState.InvokeFunction;
    public const string SendMessage = "MNS:SendMessage";
    public const string StartExecution = TaskState.StartExecution;
}
