using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>The rules that operations on executions share.</summary>
internal static class ExecutionParameters
{
    /// <summary>Longest <c>Error</c>, in characters. Source: API reference, section 4.5.</summary>
    public const int ErrorCharacters = 128;

    /// <summary>Longest <c>Cause</c>, in characters. Source: API reference, section 4.5.</summary>
    public const int CauseCharacters = 4096;

    /// <summary>An execution to look up; a name that nothing can have is simply not found.</summary>
    public static ExecutionKey Key(Parameters parameters)
    {
        var flow = parameters.Required("FlowName");
        return new(FlowName.Lookup(flow), ExecutionName.Lookup(parameters.Required("ExecutionName")));
    }
}
