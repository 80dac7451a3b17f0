namespace Cpc.Invoicing.Cbor;

/// <summary>Leaves the nested shapes of the decoder; caught in <see cref="DocumentCodec"/>, never seen outside.</summary>
internal sealed class DecodeRefusedException(DecodeRefusal refusal) : Exception
{
    public DecodeRefusal Refusal => refusal;
}
