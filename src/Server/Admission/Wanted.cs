using Sluice.Server.Operations;
using Sluice.Server.Wire;

namespace Sluice.Server.Admission;

/// <summary>What a request wants; nothing of it is proven yet.</summary>
/// <param name="Service">That the operation belongs to, as policies call it: such as <c>fnf</c>.</param>
internal readonly record struct Wanted(RpcRequest Request, Operation Operation, string Service);
