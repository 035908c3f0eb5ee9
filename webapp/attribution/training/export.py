"""Writing a network as the model that the engine runs, and reading such a model back.

Two ONNX files hold the weights as 8-bit whole numbers per channel. Each keeps its name, so that
training can go on from what was shipped.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from webapp.attribution.training.network import Network

_OPSET = 17
_WHOLE = "_quantized"


def write_networks(network: Network, folder: Path) -> None:
    """Write `encoder.onnx` and `reader.onnx` into the folder."""
    network.eval()
    pieces, mask = torch.full((2, 12), 2003), torch.ones(2, 12)
    features = torch.ones(2, 12, 3, dtype=torch.long)
    states = torch.randn(2, 12, network.size.hidden)
    distances = torch.arange(-6, 6).repeat(2, 1)
    _write(
        network.encoder,
        folder / "encoder.onnx",
        {"pieces": pieces, "features": features, "mask": mask},
        ["states", "scores"],
    )
    _write(
        network.reader,
        folder / "reader.onnx",
        {"states": states, "distances": distances, "mask": mask},
        ["roles"],
    )


def read_networks(network: Network, folder: Path) -> Network:
    """Put a model's weights into the network, but for what whole numbers round off."""
    network.encoder.load_state_dict(_weights(folder / "encoder.onnx"))
    network.reader.load_state_dict(_weights(folder / "reader.onnx"))
    return network


def _write(
    module: nn.Module, path: Path, inputs: dict[str, torch.Tensor], outputs: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(whole),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes={name: {0: "rows", 1: "length"} for name in (*inputs, *outputs)},
            opset_version=_OPSET,
            dynamo=False,
        )
        onnx.save(_named(onnx.load(whole), module), whole)
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True)


def _named(model: onnx.ModelProto, module: nn.Module) -> onnx.ModelProto:
    """The graph with the names of its weights, which the exporter drops where it turns them."""
    turned = {
        weight.detach().numpy().T.tobytes(): name
        for name, weight in module.named_parameters()
        if weight.ndim == 2
    }
    names = {
        tensor.name: turned.get(numpy_helper.to_array(tensor).tobytes(), tensor.name)
        for tensor in model.graph.initializer
    }
    for tensor in model.graph.initializer:
        tensor.name = names[tensor.name]
    for node in model.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
    return model


def _weights(path: Path) -> dict[str, torch.Tensor]:
    tensors = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    turned = {
        name
        for node in onnx.load(path).graph.node
        if node.op_type == "MatMulInteger"
        for name in node.input
    }
    found: dict[str, torch.Tensor] = {}
    for name, values in tensors.items():
        if name.endswith(_WHOLE):
            plain = name.removesuffix(_WHOLE)
            zero = tensors[f"{plain}_zero_point"].astype(np.float32)
            whole = (values.astype(np.float32) - zero) * tensors[f"{plain}_scale"]
            upright = np.ascontiguousarray(whole.T if name in turned else whole)
            found[plain] = torch.from_numpy(upright)
        elif name.endswith((".weight", ".bias")):
            found[name] = torch.from_numpy(values.copy())
    return found
