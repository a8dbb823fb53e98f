using Sluice.Model;
using Sluice.Server.Routing;

namespace Sluice.Server.Admission;

/// <summary>The form of a door: how its requests are read, and what its answers look like.</summary>
internal interface ICodec
{
    /// <summary>Reads a request as far as which operation it wants, and notes that on the call as soon as it is known.</summary>
    /// <exception cref="ApiException">It cannot be understood.</exception>
    /// <exception cref="BadHttpRequestException">It is no whole request.</exception>
    ValueTask<Wanted> DecodeAsync(Call call);

    /// <summary>Writes what stands before an operation's own answer.</summary>
    void Open(Call call);

    /// <summary>Writes what stands behind it.</summary>
    void Close(Call call);

    /// <summary>Writes an error into the empty answer.</summary>
    void WriteError(Call call, ApiException error);

    /// <summary>Sets the door's own headers.</summary>
    /// <returns>What has been written, ready to be sent.</returns>
    Answer Finish(Call call);
}
