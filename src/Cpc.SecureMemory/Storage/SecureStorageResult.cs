namespace Cpc.SecureMemory;

/// <summary>What <see cref="SecureStorage.Create"/> achieved.</summary>
/// <param name="Refusal">None when there is a storage.</param>
/// <param name="Storage">Null when refused.</param>
/// <param name="Warnings">What is missing and the remedy, in words for the operator; also when refused.</param>
public sealed record SecureStorageResult(SecureStorageRefusal Refusal, SecureStorage? Storage, IReadOnlyList<string> Warnings);
