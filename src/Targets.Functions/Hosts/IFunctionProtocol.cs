using Sluice.Model;

namespace Sluice.Targets.Functions.Hosts;

/// <summary>How a function is asked over HTTP.</summary>
internal interface IFunctionProtocol
{
    Uri Endpoint { get; }

    /// <summary>The member of a refusal's body that holds the platform's own code.</summary>
    string PlatformCode => ErrorNames.UsualPlatformCode;

    /// <inheritdoc cref="IFunctionHost.KeepsAsyncCalls"/>
    bool KeepsAsyncCalls => false;

    /// <summary>Why a function of this name cannot be asked for; null when it can.</summary>
    StepFailure? Problem(FunctionName name) => null;

    /// <param name="attemptKey">The same when the attempt is made again.</param>
    /// <param name="isHandedOver">The other side is to accept the call and make it by itself.</param>
    HttpRequestMessage Request(FunctionCall function, string attemptKey, bool isHandedOver);
}
